export { composeScheduler, type SchedulerDeps, type SchedulerParts } from './compose.js';
export { scheduleStartKey } from './application/fire-schedule.js';
export type { Freeze } from './application/fire-trigger.js';
export { schedulerConfig, schedulerProcessConfig } from './config.js';
