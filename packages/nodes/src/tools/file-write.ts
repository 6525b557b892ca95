import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { filePath } from './file-path.js';

export const fileWrite = defineTool({
  name: 'file_write',
  title: 'Write a file',
  description: 'Writes a file into the folder of this execution, replacing what was there. Folders are made as needed.',
  effect: 'idempotent',
  arguments: z.strictObject({
    path: filePath,
    content: z.string().max(10_000_000).meta({ title: 'Content' }),
    encoding: z.enum(['utf8', 'base64']).default('utf8').meta({ title: 'Encoding', description: 'base64 when the content is not text' }),
  }),
  output: z.object({ path: z.string(), size: z.number() }),
  async execute({ arguments: { path, content, encoding }, context }) {
    const bytes = Buffer.from(content, encoding);
    await context.files.write(path, bytes);
    return { path, size: bytes.length };
  },
});
