import type { World } from '../world.js';
import type { Report } from './violation.js';

/** Positions without gaps, one epoch at a time; no commit from the future. */
export function checkPartitions(world: World, report: Report): void {
  for (const [partition, log] of world.executions.partitions) {
    let epoch = 0;
    log.records.forEach(({ record, time }, index) => {
      if (record.position !== index + 1) report('epoch', `position ${record.position} of ${partition} follows ${index}`);
      if (record.kind === 'epoch') {
        if (record.epoch <= epoch) report('epoch', `epoch ${record.epoch} of ${partition} follows ${epoch}`);
        epoch = record.epoch;
        return;
      }
      if (record.epoch !== epoch)
        report('epoch', `position ${record.position} of ${partition} was written in epoch ${record.epoch}, not ${epoch}`);
      if (record.at > time) report('early', `version ${record.version} of ${record.executionId} is dated ${record.at - time} ms ahead`);
    });
  }
}
