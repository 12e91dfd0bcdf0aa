/**
 * Gives a record a property of its own, as `JSON.parse` does: for the key `__proto__`, too, which an assignment
 * would take for the prototype.
 */
export function setOwn<Item>(record: { [key: string]: Item }, key: string, value: Item): void {
  if (key !== "__proto__") record[key] = value;
  else Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
}
