import type { Json } from '@agentflow/core';
import { parseYaml } from '../parse-yaml.js';
import { defineRoute, NO_CONTENT, ok, type Route } from '../route.js';
import { model, modelScript, nodeType, scriptBody, scriptName, tool } from '../schemas/catalog.js';
import { itemsOnly } from '../schemas/common.js';
import { template } from '../schemas/platform.js';
import { z } from '../schemas/zod.js';

const TAG = 'Catalog';
const params = z.strictObject({ name: scriptName });

/** A bare list, or `script:` over one. */
const scriptIn = (value: Json): Json =>
  (value !== null && typeof value === 'object' && 'script' in value ? value['script'] : value) as Json;

export const catalogRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/node-types',
    auth: 'catalog:read',
    tag: TAG,
    id: 'listNodeTypes',
    summary: 'List the node types with the schemas of their configuration',
    responses: { 200: { description: 'All node types.', schema: itemsOnly(nodeType) } },
    handle: async ({ org }, { designer }) => ok(await designer.nodeTypes({ org })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/tools',
    auth: 'catalog:read',
    tag: TAG,
    id: 'listTools',
    summary: 'List the tools agents and tool nodes may use',
    responses: { 200: { description: 'All tools.', schema: itemsOnly(tool) } },
    handle: async ({ org }, { designer }) => ok(await designer.tools({ org })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/models',
    auth: 'catalog:read',
    tag: TAG,
    id: 'listModels',
    summary: 'List the models that can be named, scripted ones included',
    responses: { 200: { description: 'All models.', schema: itemsOnly(model) } },
    handle: async ({ org }, { designer }) => ok(await designer.models({ org })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/models/scripted/{name}',
    auth: 'catalog:read',
    tag: TAG,
    id: 'getModelScript',
    summary: 'Get the script of `scripted/<name>`',
    params,
    responses: { 200: { description: 'The script.', schema: modelScript } },
    problems: [404],
    handle: async ({ org, params }, { designer }) => ok(await designer.getModelScript({ org, name: params.name })),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/models/scripted/{name}',
    auth: 'model:write',
    tag: TAG,
    id: 'putModelScript',
    summary: 'Write the script of `scripted/<name>`',
    description: 'A list of `{ when?, reply: { text?, json?, toolCalls? }, delaySeconds?, usage? }`; the first match answers.',
    params,
    body: { schema: scriptBody, limit: 'document', yaml: true },
    responses: { 200: { description: 'Written.', schema: modelScript } },
    handle: async (request, { designer }) => {
      const script = request.yaml === undefined ? request.body.script : scriptIn(parseYaml(request.yaml));
      const { name } = request.params;
      await designer.putModelScript({ org: request.org, name, script, by: request.principal.subject });
      return ok({ name, script });
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/models/scripted/{name}',
    auth: 'model:write',
    tag: TAG,
    id: 'deleteModelScript',
    summary: 'Delete the script of `scripted/<name>`',
    params,
    responses: { 204: { description: 'Deleted.' } },
    problems: [404],
    handle: async ({ org, params, principal }, { designer }) => {
      await designer.deleteModelScript({ org, name: params.name, by: principal.subject });
      return NO_CONTENT;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/templates',
    auth: 'catalog:read',
    tag: TAG,
    id: 'listTemplates',
    summary: 'List the example workflows',
    responses: { 200: { description: 'All templates.', schema: itemsOnly(template) } },
    handle: async (_request, { templates }) => ok({ items: await templates() }),
  }),
];
