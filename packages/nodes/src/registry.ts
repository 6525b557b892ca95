import type { NodeType } from './define-node-type.js';
import { agent } from './types/agent.js';
import { code } from './types/code.js';
import { email } from './types/email.js';
import { http } from './types/http.js';
import { llm } from './types/llm.js';
import { tool } from './types/tool.js';

/** The work node types, sorted by type and version. Published versions stay; a changed meaning is a new version. */
export const NODE_TYPES: readonly NodeType[] = [agent, code, email, http, llm, tool];

const latest: ReadonlyMap<string, NodeType> = new Map(NODE_TYPES.map((type) => [type.type, type]));
const byVersion: ReadonlyMap<string, NodeType> = new Map(NODE_TYPES.map((type) => [`${type.type}@${type.version}`, type]));
/** A work node type; without `version` the latest. */
export const findNodeType = (type: string, version?: number): NodeType | undefined =>
  version === undefined ? latest.get(type) : byVersion.get(`${type}@${version}`);
