/** Whether spans are recorded in this process. A plain variable of the module, as OpenTelemetry's own API is one: the hot paths ask it before anything else. */
let on = false;
/** The id that the next span is to have. */
let chosen: string | undefined;

/** Whether spans are recorded in this process: what is made for them alone is made only then. */
export const isTracing = (): boolean => on;
export const setTracing = (tracing: boolean): void => void (on = tracing);

/** The next span begun has this id: 16 hex digits. */
export const chooseSpanId = (id: string | undefined): void => void (chosen = id);
export function takeChosenSpanId(): string | undefined {
  const id = chosen;
  chosen = undefined;
  return id;
}
