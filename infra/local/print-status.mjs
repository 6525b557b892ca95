const megabytes = (bytes) => (bytes === undefined ? '' : `${Math.round(bytes / 1024 / 1024)} MB`);
/** One line per node of each server: name, state, pid, port, memory, version. */
export function printStatus(rows) {
  console.log(`${'server'.padEnd(12)}${'state'.padEnd(11)}${'pid'.padStart(8)}${'port'.padStart(7)}${'memory'.padStart(9)}  version`);
  for (const { name, node, state, pid, port, memory, version } of rows)
    console.log(
      `${(node ? `${name} ${node}` : name).padEnd(12)}${state.padEnd(11)}${String(pid ?? '').padStart(8)}${String(port ?? '').padStart(7)}${megabytes(memory).padStart(9)}  ${version ?? ''}`.trimEnd(),
    );
}
