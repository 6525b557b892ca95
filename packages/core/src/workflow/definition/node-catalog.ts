import type { JsonObject, JsonSchema } from '../../json.js';
import type { EffectClass } from './definition.js';

/** What the compiler, the palette and the forms know of a node type, control or work. Plain JSON: this is what `/node-types` serves. */
export interface NodeTypeDescriptor {
  readonly type: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly category: 'control' | 'model' | 'tool' | 'human' | 'data';
  /** A name from the web's icon set. */
  readonly icon: string;
  readonly configSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  /** Handles besides those every node has; `switch` adds its case names. */
  readonly handles: readonly string[];
  /** Paths of the config, `/`-joined, `*` for any index or key (`messages/*` …), which are literal, never templates. Schemas below them are literal whole. */
  readonly literals: readonly string[];
  /** Paths of the config which are bare CEL instead of templates. */
  readonly expressions: readonly string[];
  readonly hasBody: boolean;
  /** Whether a node of this type may leave the process (model, network, file): if not and its effect is `none`, it may run ahead of durability. */
  readonly egress: boolean;
  readonly defaultEffect: EffectClass;
  readonly example?: JsonObject;
}

/** What the compiler asks of the work node types. Implemented by `nodes` (registry), given to `core` by the composition root. */
export interface NodeCatalog {
  /** All types, latest versions, control types included. */
  list(): readonly NodeTypeDescriptor[];
  /** `undefined` when there is no such type or version; without `version` the latest. */
  find(type: string, version?: number): NodeTypeDescriptor | undefined;
  /** The effect class of a node with this literal config when its definition does not say. */
  effectOf(type: string, config: JsonObject): EffectClass;
  /** Whether this node leaves the process when it runs. */
  egressOf(type: string, config: JsonObject): boolean;
}

/** What a definition may refer to beyond itself. Names are keys or ids. Answers are synchronous: the caller loads before it validates. */
export interface ReferenceCatalog {
  hasAgent(name: string): boolean;
  hasCredential(name: string): boolean;
  hasTool(name: string): boolean;
  hasModel(name: string): boolean;
  hasWorkflow(name: string): boolean;
}
