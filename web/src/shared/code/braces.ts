import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

const matcher = new MatchDecorator({ regexp: /\{\{[^\n]*?\}\}/g, decoration: Decoration.mark({ class: 'cm-braces' }), maxLength: 2000 });
/** Expressions between braces stand out in texts of another language. Only what is seen is looked at. */
export const bracesMarked = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
