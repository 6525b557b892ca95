import { designer } from './en/designer.js';
import { executions } from './en/executions.js';
import { library } from './en/library.js';
import { messages } from './en/messages.js';
import { operations } from './en/operations.js';
import { properties } from './en/properties.js';
import { release } from './en/release.js';
import { shell } from './en/shell.js';
import { types } from './en/types.js';
import { workflows } from './en/workflows.js';

/** The words of the product in English. Names of node types and their fields come from the server; only what else they are searched by is here. */
export const en = {
  ...shell,
  ...workflows,
  ...executions,
  ...designer,
  ...properties,
  ...release,
  ...library,
  ...operations,
  ...messages,
  ...types,
};
