import { AppError } from '@agentflow/core';
import type { RecoveryService, SnapshotView } from '@agentflow/ports';
import type { FakeExecutions } from './fake-executions.js';

const snapshot = (executionId: string, version: number, status: 'ok' | 'refused' = 'ok'): SnapshotView => ({
  id: `${executionId}.${version}`,
  executionId,
  version,
  size: 900,
  createdAt: '2026-11-21T12:00:00.000Z',
  status,
  reason: status === 'ok' ? null : 'the snapshot does not match its sha256',
  sha256: status === 'ok' ? '0'.repeat(64) : null,
});
/** Recovery over the fake executions: answers that have every shape, refusals by name. For tests. */
export function createFakeRecovery(executions: FakeExecutions): RecoveryService {
  return {
    async replay(ref) {
      await executions.get(ref);
      return { identical: false, firstDifference: { seq: 3, expected: { type: 'NodeCompleted' }, actual: null }, events: 2 };
    },
    async *export(ref) {
      await executions.get(ref);
      yield { line: '{"kind":"header"}' };
      if (ref.executionId === 'ex2') throw new AppError('VALUE_CORRUPT', 'a value does not match its digest');
      yield { line: '{"kind":"end"}' };
    },
    async import({ org, text }) {
      if (!text.startsWith('{"kind":"header"}')) throw new AppError('EXPORT_INVALID', 'the file is no export of an execution');
      const execution = { ...(await executions.get({ org, executionId: 'ex1' })), imported: true };
      return { execution, created: !text.includes('again') };
    },
    async fork(request) {
      if (request.from.path === 'none') throw new AppError('NODE_NOT_FOUND', 'the execution has not come to none');
      return { ...(await executions.get(request)), id: 'fork1', forkedFrom: { executionId: request.executionId, seq: 4 } };
    },
    async retry(request) {
      const execution = await executions.get(request);
      if (execution.status === 'completed') throw new AppError('NOT_RETRYABLE', 'only an execution that has failed can be retried');
      const effects = [{ path: 'a', index: 0, name: 'x.example', effect: 'at_least_once' }];
      if (request.input !== undefined && !request.confirm && !request.dryRun)
        throw new AppError('CONFIRM_NEEDED', 'one call would be made again', { effects });
      const changes = [{ path: 'a', nodeId: 'a', change: 'config' as const, effect: 'begins again with the new configuration' }];
      return {
        fits: true,
        changes: request.revision ? changes : [],
        problems: [],
        paths: ['a'],
        effects,
        execution: request.dryRun ? null : execution,
      };
    },
    async snapshots({ org, executionId }) {
      if (executionId !== undefined) await executions.get({ org, executionId });
      return { items: [snapshot(executionId ?? 'ex1', 7), snapshot(executionId ?? 'ex1', 5, 'refused')], nextCursor: null };
    },
    async createSnapshot(ref) {
      await executions.get(ref);
      return snapshot(ref.executionId, 8);
    },
    async restoreSnapshot(ref) {
      await executions.get(ref);
      if (ref.version === 5) throw new AppError('SNAPSHOT_REFUSED', 'the snapshot does not match its sha256');
      return { identical: true, version: 9, events: 12 };
    },
  };
}
