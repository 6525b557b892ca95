import { AppError } from '@agentflow/core';
import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { filePath } from './file-path.js';

export const fileRead = defineTool({
  name: 'file_read',
  title: 'Read a file',
  description: 'Reads a text file (UTF-8) from the folder of this execution, where file_write puts files.',
  effect: 'read',
  arguments: z.strictObject({
    path: filePath,
    encoding: z.enum(['utf8', 'base64']).default('utf8').meta({ title: 'Encoding', description: 'base64 for files that are not text' }),
  }),
  output: z.object({ path: z.string(), content: z.string(), size: z.number() }),
  async execute({ arguments: { path, encoding }, context }) {
    const bytes = await context.files.read(path);
    return { path, content: encoding === 'base64' ? base64(bytes) : utf8(path, bytes), size: bytes.length };
  },
});

function utf8(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('TOOL_FAILED', `${path} is not text in UTF-8; read it with encoding base64`, { path }, { cause });
  }
}
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
