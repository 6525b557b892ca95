/** Something that runs: started once, stopped once, in the reverse order of its dependencies. */
export interface Service {
  readonly name: string;
  start(): Promise<void>;
  /** Ends within 10 s: no new work, finishes or hands over what runs, closes. */
  stop(): Promise<void>;
  ready(): Promise<Readiness>;
}
export interface Readiness {
  readonly ready: boolean;
  /** By dependency: `ok`, or what is wrong in a few words. */
  readonly checks: { readonly [dependency: string]: string };
}
