type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without the properties that are `undefined`: interfaces tell "absent" from "undefined". */
export function defined<T extends object>(object: T): Defined<T> {
  const result: Defined<T> = {};
  for (const key of Object.keys(object) as (keyof T)[]) {
    if (object[key] !== undefined) result[key] = object[key] as Exclude<T[keyof T], undefined>;
  }
  return result;
}
