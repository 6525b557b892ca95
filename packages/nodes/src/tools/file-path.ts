import { z } from 'zod';

/** A path inside the execution's folder, as tools take it. The folder itself checks it again. */
export const filePath = z
  .string()
  .min(1)
  .max(512)
  .meta({
    title: 'Path',
    description: 'Relative to the folder of this execution, without dot files, for example reports/week.md',
    examples: ['reports/week.md'],
  });
