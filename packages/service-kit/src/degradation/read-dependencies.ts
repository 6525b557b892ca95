import type { DegradationLevel, PlatformReading } from '@agentflow/core';
import type { Readiness } from '@agentflow/ports';

/** By the last part of a check's name: what its loss asks for. Anything else: level 1. */
const LEVELS: { readonly [dependency: string]: DegradationLevel } = { store: 2 };

/** Readiness as the monitor wants it: the loss of the log makes the platform read-only, that of any other part is shown. */
export const dependenciesOf = ({ checks }: Readiness): PlatformReading['dependencies'] =>
  Object.entries(checks).map(([name, state]) => ({ name, state, level: LEVELS[name.slice(name.lastIndexOf('.') + 1)] ?? 1 }));
