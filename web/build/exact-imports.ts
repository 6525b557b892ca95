import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
/** Kits that are imported by one name, with the list of what they have and the folder that it lies in. */
const KITS = {
  antd: { list: 'es/index.js', folder: 'antd/es' },
  '@ant-design/icons': { list: 'es/icons/index.js', folder: '@ant-design/icons/es/icons' },
} as const;
const IMPORT = /import \{([^}]*)\} from ['"](antd|@ant-design\/icons)['"];?/g;

/**
 * Turns `import { Button } from 'antd'` into an import of the button alone: then the bundler sees which page needs which part, and can put
 * together what the first screen and the canvas need.
 */
export function exactImports(): Plugin {
  const files = new Map<string, Map<string, string>>();
  const fileOf = (kit: keyof typeof KITS, name: string): string | undefined => {
    let known = files.get(kit);
    if (!known) {
      const list = readFileSync(join(dirname(require.resolve(`${kit}/package.json`)), KITS[kit].list), 'utf8');
      known = new Map(
        [...list.matchAll(/export \{ default as (\w+) \} from ['"]\.\/([^'"]+)['"]/g)].map(([, exported = '', path = '']) => [
          exported,
          path,
        ]),
      );
      files.set(kit, known);
    }
    return known.get(name);
  };
  return {
    name: 'agentflow-exact-imports',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/web\/src\/.*\.tsx?$/.test(id) || !IMPORT.test(code)) return null;
      IMPORT.lastIndex = 0;
      const written = code.replace(IMPORT, (_, names: string, kit: keyof typeof KITS) => {
        const kept: string[] = [];
        const exact: string[] = [];
        for (const part of names.split(',').map((each) => each.trim())) {
          const [, name = '', as] = /^(\w+)(?: as (\w+))?$/.exec(part) ?? [];
          const file = fileOf(kit, name);
          if (file === undefined) kept.push(part);
          else exact.push(`import ${as ?? name} from '${KITS[kit].folder}/${file.replace(/\.js$/, '')}';`);
        }
        const rest = kept.filter((part) => part !== '');
        // On one line, so that the lines of what follows stay the same.
        return [...exact, ...(rest.length ? [`import { ${rest.join(', ')} } from '${kit}';`] : [])].join(' ');
      });
      return { code: written, map: null };
    },
  };
}
