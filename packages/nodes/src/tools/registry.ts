import type { ToolView } from '@agentflow/ports';
import type { Tool } from '../define-tool.js';
import { jsonSchemaOf } from '../json-schema-of.js';
import { calculator } from './calculator.js';
import { clock } from './clock.js';
import { csvParse } from './csv-parse.js';
import { echo } from './echo.js';
import { fileList } from './file-list.js';
import { fileRead } from './file-read.js';
import { fileWrite } from './file-write.js';
import { httpFetch } from './http-fetch.js';
import { memoryGet } from './memory-get.js';
import { memoryList } from './memory-list.js';
import { memorySet } from './memory-set.js';
import { textSearch } from './text-search.js';

/** The built-in tools, sorted by name. */
export const TOOLS: readonly Tool[] = [
  calculator,
  clock,
  csvParse,
  echo,
  fileList,
  fileRead,
  fileWrite,
  httpFetch,
  memoryGet,
  memoryList,
  memorySet,
  textSearch,
];
const byName: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));
/** A built-in tool; `undefined` when there is none of this name. */
export const findTool = (name: string): Tool | undefined => byName.get(name);

const views: readonly ToolView[] = TOOLS.map((tool) => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  effect: tool.effect,
  parameters: jsonSchemaOf(tool.arguments),
  output: jsonSchemaOf(tool.output, 'output'),
}));
const viewByName: ReadonlyMap<string, ToolView> = new Map(views.map((view) => [view.name, view]));
/** What the designer and the forms show of the tools. */
export const toolViews = (): readonly ToolView[] => views;
export const toolView = (name: string): ToolView | undefined => viewByName.get(name);
