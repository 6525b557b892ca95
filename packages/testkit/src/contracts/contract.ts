/** What a contract's cases get: the port, freshly opened on empty data, and what they may do to its surroundings. */
export interface ContractFixture<Port> {
  readonly port: Port;
  /** Closes and opens again on the same data, as after a restart. Left out where nothing outlives the process. */
  reopen?(): Promise<Port>;
  /** A second port on the same data, as another process has it. Left out where one process owns the data: cases then use the one there is. */
  another?(): Promise<Port>;
  /** Lets time pass, by a fake clock or, where time is a server's, by waiting. */
  passTime(ms: number): Promise<void>;
  close(): Promise<void>;
}
export interface ContractCase<Port> {
  /** A sentence about behaviour. */
  readonly name: string;
  /** Left out of adapters that cannot reopen. */
  readonly needsReopen?: boolean;
  run(fixture: ContractFixture<Port>): Promise<void>;
}
/** Behaviour that every adapter of a port has, in plain cases that know no test framework. */
export interface Contract<Port> {
  readonly port: string;
  readonly cases: readonly ContractCase<Port>[];
}
export interface ContractRun<Port> {
  /** Technology, for the names of the tests. */
  readonly adapter: string;
  /** Setting that says where the real server is (`backendEnv`): without it, and without Docker, the suite is skipped aloud. `open` reads it when it is called: a container may have been started meanwhile. */
  readonly needs?: string;
  open(): Promise<ContractFixture<Port>>;
  /** Cases that do not apply, by name, each with its reason. */
  readonly except?: { readonly [name: string]: string };
}
