import { isScalar, parseDocument, visit } from 'yaml';

/** Puts `model` in the place of every `scripted/...` one, comments and layout of the text kept. JSON is YAML too, but comes back as YAML. */
export function useModel(text: string, model: string): string {
  const document = parseDocument(text);
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === 'model' && isScalar(pair.value) && /^scripted\//.test(String(pair.value.value)))
        pair.value.value = model;
    },
  });
  return document.toString({ lineWidth: 0 });
}
