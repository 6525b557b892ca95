#!/usr/bin/env -S node --max-semi-space-size=32 --min-semi-space-size=16
// A young generation that holds what is under way: half the garbage collection of a busy server, for 32 MB at most.
import { bundledStart } from './bundled-start.js';
import { keepCompiledCode } from './compile-cache.js';

keepCompiledCode(); // before anything else is loaded
const { command } = (await import(bundledStart() ?? './command.js')) as typeof import('./command.js');
await command();
