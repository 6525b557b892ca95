import { createHash } from 'node:crypto';
import { AppError, type Json, type OrgId } from '@agentflow/core';
import type { WorkflowMemory } from '@agentflow/nodes';
import type { DocumentStore } from '@agentflow/ports';

/** Where the key-value memory of workflows lies in the DocumentStore. */
export const MEMORY_COLLECTION = 'workflow-memory';
const MAX_KEYS = 10_000;
interface MemoryDocument {
  readonly workflowId: string;
  readonly key: string;
  readonly value: Json;
}

/** Memory per (org, workflow): one document per key. Setting the same value again changes nothing that can be seen. */
export function createWorkflowMemory(documents: DocumentStore, org: OrgId, workflowId: string): WorkflowMemory {
  const idOf = (key: string): string =>
    createHash('sha256')
      .update(JSON.stringify([workflowId, key]))
      .digest('hex');
  return {
    async get(key) {
      return (await documents.get<MemoryDocument>(org, MEMORY_COLLECTION, idOf(key)))?.value.value;
    },
    async set(key, value) {
      const id = idOf(key);
      if (!(await documents.get(org, MEMORY_COLLECTION, id))) {
        const { total } = await documents.list(org, MEMORY_COLLECTION, { where: { workflow: workflowId }, limit: 1 });
        if (total >= MAX_KEYS) throw new AppError('TOOL_FAILED', `the memory of this workflow is full: ${MAX_KEYS} keys`, { workflowId });
      }
      await documents.put<MemoryDocument>(org, MEMORY_COLLECTION, id, { workflowId, key, value }, { index: { workflow: workflowId, key } });
    },
    async list(prefix, limit) {
      const keys: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof documents.list<MemoryDocument>>> = await documents.list<MemoryDocument>(
          org,
          MEMORY_COLLECTION,
          {
            where: { workflow: workflowId },
            orderBy: 'key',
            limit: 200,
            ...(cursor !== null && { cursor }),
          },
        );
        for (const { value } of page.items) if (value.key.startsWith(prefix)) keys.push(value.key);
        cursor = page.nextCursor;
      } while (cursor !== null && keys.length < limit);
      return keys.slice(0, limit);
    },
  };
}
