import { designer } from './zh/designer.js';
import { executions } from './zh/executions.js';
import { library } from './zh/library.js';
import { messages } from './zh/messages.js';
import { operations } from './zh/operations.js';
import { properties } from './zh/properties.js';
import { release } from './zh/release.js';
import { shell } from './zh/shell.js';
import { types } from './zh/types.js';
import { workflows } from './zh/workflows.js';

/** 产品的中文用语。节点类型与字段的名称也在此翻译；此处没有的以服务器给出的为准。 */
export const zh = {
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
