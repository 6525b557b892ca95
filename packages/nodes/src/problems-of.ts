import type { Problem } from '@agentflow/core';
import type { z } from 'zod';

/** The issues of a failed parse as problems, with JSON Pointers into what was parsed. */
export const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    code: issue.code.toUpperCase(),
    severity: 'error',
    message: issue.message,
  }));
