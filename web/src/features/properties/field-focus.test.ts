import { candidates } from './field-focus.js';

describe('the way to a field', () => {
  it('leads to the field itself, else to the nearest one around it', () => {
    expect(candidates(['config', 'cases', 0, 'when'])).toEqual(['root_cases_0_when', 'root_cases_0', 'root_cases']);
    expect(candidates(['retry', 'maxAttempts'])).toEqual(['field-retry_maxAttempts', 'field-retry']);
    expect(candidates(['triggers', 0, 'config', 'cron'])).toEqual([
      'field-triggers_0_config_cron',
      'field-triggers_0_config',
      'field-triggers_0',
      'field-triggers',
    ]);
    expect(candidates([])).toEqual([]);
  });
});
