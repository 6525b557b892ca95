import type { Atom, Formula } from './condition-formula.js';
import { ALWAYS, NEVER, type DecisionDiagram, type Fn } from './decision-diagram.js';

/**
 * The truth of conditions as functions of choices. Two conditions that compare the same value share their choices, and what cannot be true together
 * never is: `n > 6` implies `n > 5`, and `kind == "a"` excludes `kind == "b"`.
 */
export class Atoms {
  private readonly bySubject = new Map<string, { readonly atom: Atom; readonly truth: Fn }[]>();

  constructor(
    private readonly diagram: DecisionDiagram,
    private readonly newVariable: () => number,
    /** Whether `true` and `false` written out are taken at their word, or as choices that the author left open. */
    private readonly constants: boolean,
  ) {}

  /** @param place distinguishes subjects whose value is not the same everywhere */
  truthOf(formula: Formula, place: (atom: Atom) => string): Fn {
    switch (formula.kind) {
      case 'constant':
        if (!this.constants) return this.diagram.is(this.newVariable());
        return formula.value ? ALWAYS : NEVER;
      case 'not':
        return this.diagram.not(this.truthOf(formula.of, place));
      case 'and':
        return this.diagram.and(this.truthOf(formula.left, place), this.truthOf(formula.right, place));
      case 'or':
        return this.diagram.or(this.truthOf(formula.left, place), this.truthOf(formula.right, place));
      case 'atom':
        return this.truthOfAtom(formula, `${place(formula)} ${formula.subject}`);
    }
  }

  /** A new atom lies between what the known ones of its subject imply and what they allow. */
  private truthOfAtom(atom: Atom, subject: string): Fn {
    const { diagram } = this;
    let known = this.bySubject.get(subject);
    if (!known) this.bySubject.set(subject, (known = []));
    const same = known.find((each) => each.atom.relation === atom.relation && each.atom.literal === atom.literal);
    if (same) return same.truth;
    let least: Fn = NEVER;
    let most: Fn = ALWAYS;
    for (const { atom: other, truth } of known) {
      if (implies(other, atom)) least = diagram.or(least, truth);
      if (implies(atom, other)) most = diagram.and(most, truth);
      if (excludes(atom, other)) most = diagram.without(most, truth);
    }
    if (atom.relation === 'equals') {
      const at = (relation: Atom['relation']): Fn | undefined =>
        known.find((each) => each.atom.relation === relation && each.atom.literal === atom.literal)?.truth;
      const upTo = at('upTo');
      const below = at('below');
      if (upTo !== undefined && below !== undefined) least = diagram.or(least, diagram.without(upTo, below));
    }
    const truth = diagram.or(least, diagram.and(most, diagram.is(this.newVariable())));
    known.push({ atom, truth });
    return truth;
  }
}

function implies(a: Atom, b: Atom): boolean {
  const [x, y] = [a.literal, b.literal];
  if (typeof x !== 'number' || typeof y !== 'number' || b.relation === 'equals' || a.relation === 'opaque' || b.relation === 'opaque')
    return false;
  if (a.relation === 'upTo' && b.relation === 'below') return x < y;
  if (a.relation === 'equals' && b.relation === 'below') return x < y;
  return x <= y;
}
function excludes(a: Atom, b: Atom): boolean {
  if (a.relation === 'opaque' || b.relation === 'opaque') return false;
  if (a.relation === 'equals' && b.relation === 'equals') return a.literal !== b.literal;
  const [equal, range] = a.relation === 'equals' ? [a, b] : [b, a];
  if (equal.relation !== 'equals' || typeof equal.literal !== 'number' || typeof range.literal !== 'number') return false;
  return range.relation === 'below' ? equal.literal >= range.literal : equal.literal > range.literal;
}
