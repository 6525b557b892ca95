import { z } from 'zod';
import { defineTool } from '../define-tool.js';

export const fileList = defineTool({
  name: 'file_list',
  title: 'List files',
  description: 'Lists the files in the folder of this execution, or in one of its sub-folders, with their sizes in bytes.',
  effect: 'read',
  arguments: z.strictObject({ folder: z.string().max(512).default('').meta({ title: 'Folder', description: 'Empty: everything' }) }),
  output: z.object({ files: z.array(z.object({ path: z.string(), size: z.number() })) }),
  execute: async ({ arguments: { folder }, context }) => ({
    files: (await context.files.list(folder)).map(({ path, size }) => ({ path, size })),
  }),
});
