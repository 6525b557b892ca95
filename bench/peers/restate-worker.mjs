// The service that Restate calls: the same works as the platform's. Started by restate.mjs, with PORT and BENCH_DEPS in its environment.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.BENCH_DEPS, 'package.json'));
const restate = await import(pathToFileURL(require.resolve('@restatedev/restate-sdk')).href);
const bench = restate.service({
  name: 'bench',
  handlers: {
    chain: async (ctx) => {
      let sum = 0;
      for (let i = 0; i < 10; i++) sum += await ctx.run(`s${i}`, () => i);
      return { sum };
    },
    fan: async (ctx) => {
      const all = await restate.RestatePromise.all(Array.from({ length: 100 }, (_, i) => ctx.run(`f${i}`, () => i)));
      return { sum: all.reduce((a, b) => a + b, 0) };
    },
  },
});
restate.serve({ services: [bench], port: Number(process.env.PORT) });
