import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundledStart } from './bundled-start.js';

describe('the bundled start', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'agentflow-bundle-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is used only while every package is compiled as it was when the bundle was made', () => {
    const [root, bundle] = [pathToFileURL(`${folder}/`), pathToFileURL(`${folder}/bundle/`)];
    expect(bundledStart(bundle, root)).toBeUndefined();
    mkdirSync(join(folder, 'bundle'));
    const notes = ['core', 'cli'].map((name) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, '.tsbuildinfo'), '{}');
      return [`${name}/.tsbuildinfo`, statSync(join(folder, name, '.tsbuildinfo')).mtimeMs];
    });
    writeFileSync(join(folder, 'bundle', 'made-from.json'), JSON.stringify(notes));
    expect(bundledStart(bundle, root)).toBe(new URL('command.mjs', bundle).href);

    utimesSync(join(folder, 'core', '.tsbuildinfo'), 1, 1);
    expect(bundledStart(bundle, root)).toBeUndefined();
    writeFileSync(join(folder, 'bundle', 'made-from.json'), '[["co');
    expect(bundledStart(bundle, root)).toBeUndefined();
  });
});
