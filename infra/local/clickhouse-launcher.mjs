// Runs the ClickHouse server that is inside libchdb.so:   node clickhouse-launcher.mjs <folder with node_modules> [arguments of clickhouse-local]
// The call blocks this process until the --query that is among the arguments has ended, or it is killed.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, ...rest] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const { DataType, load, open } = require('ffi-rs');
const argv = ['clickhouse', ...rest];
open({ library: 'chdb', path: join(folder, 'node_modules/@chdb/lib-linux-x64-gnu/libchdb.so') });
load({
  library: 'chdb',
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [argv.length, argv],
  freeResultMemory: false,
});
process.reallyExit(0);
