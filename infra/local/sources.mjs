import { Unavailable, findProgram } from './programs.mjs';

/** The first of several ways to come by a program that works; each answers nothing where it does not apply. @throws Unavailable with the reasons of all */
export async function firstOf(ways) {
  const reasons = [];
  for (const way of ways) {
    try {
      const found = await way();
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      reasons.push(error.message);
    }
  }
  throw new Unavailable(reasons.join('; ') || 'there is no way to come by it here');
}
/** A program that the environment variable names. @throws Unavailable where it names none that can be run */
export function named(variable) {
  const path = process.env[variable];
  if (!path) return undefined;
  const program = findProgram(path);
  if (!program) throw new Error(`${variable}=${path} is no program that can be run`);
  return { program };
}
/** A program that is installed. @throws Unavailable */
export function installed(name) {
  const program = findProgram(name);
  if (!program) throw new Unavailable(`no ${name} is on PATH`);
  return { program };
}
