import { AppError } from '@agentflow/core';
import MiniSearch from 'minisearch';
import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import type { ExecutionFiles } from '../node-context.js';
import { passagesOf, type Passage } from './passages.js';

const TEXT_FILE = /\.(txt|md|markdown|csv|tsv|json|ya?ml|html?|xml|log|rst|adoc)$/i;
const MAX_TEXT_BYTES = 20_000_000;

export const textSearch = defineTool({
  name: 'text_search',
  title: 'Search text',
  description:
    'Finds the passages that fit a question best (BM25, lexical) in the documents given, or in the text files of this execution (or of one folder of them). Answers passages with their document and score, best first.',
  effect: 'read',
  arguments: z.strictObject({
    query: z
      .string()
      .min(1)
      .max(2_000)
      .meta({ title: 'Query', examples: ['refund after 30 days'] }),
    documents: z
      .array(z.strictObject({ id: z.string().min(1), title: z.string().optional(), text: z.string() }))
      .max(10_000)
      .optional()
      .meta({ title: 'Documents', description: 'Left out: the text files of this execution' }),
    folder: z.string().max(512).default('').meta({ title: 'Folder', description: 'Only files below this folder' }),
    limit: z.number().int().min(1).max(50).default(5).meta({ title: 'At most' }),
  }),
  output: z.object({
    hits: z.array(z.object({ document: z.string(), title: z.string(), text: z.string(), score: z.number(), passage: z.number() })),
    searched: z.number().meta({ description: 'Number of documents' }),
  }),
  async execute({ arguments: { query, documents, folder, limit }, context }) {
    const sources = documents ?? (await textFiles(context.files, folder));
    const hits = search(passagesOf(sources), query, limit);
    return { hits, searched: sources.length };
  },
});

function search(all: readonly Passage[], query: string, limit: number) {
  const index = new MiniSearch<Passage>({
    fields: ['title', 'text'],
    searchOptions: { boost: { title: 1.5 }, prefix: (term) => term.length > 3, fuzzy: (term) => (term.length > 5 ? 0.15 : false) },
  });
  index.addAll(all);
  return index
    .search(query)
    .slice(0, limit)
    .map((hit) => {
      const { document, title, text, passage } = all[hit.id as number]!;
      return { document, title, text, score: Math.round(hit.score * 1e4) / 1e4, passage };
    });
}
async function textFiles(files: ExecutionFiles, folder: string): Promise<{ readonly id: string; readonly text: string }[]> {
  const found = (await files.list(folder)).filter((file) => TEXT_FILE.test(file.path));
  const size = found.reduce((sum, file) => sum + file.size, 0);
  if (size > MAX_TEXT_BYTES)
    throw new AppError('TOOL_FAILED', `the files to search have ${size} bytes, at most ${MAX_TEXT_BYTES} are searched`, { size });
  const texts: { id: string; text: string }[] = [];
  for (const { path } of found) texts.push({ id: path, text: new TextDecoder().decode(await files.read(path)) });
  return texts;
}
