import { z } from 'zod';

const zonesSchema = z.array(z.string()).catch([]);

/** The time zones of a country (ISO 3166 alpha-2), by their IANA names; none of what is no country. */
export function timeZonesOf(country: string): readonly string[] {
  if (!/^[A-Za-z]{2}$/.test(country)) return [];
  const locale = new Intl.Locale(`und-${country}`);
  // ECMA-402's Intl Locale Info, which TypeScript does not describe: a method, in earlier versions of V8 an accessor.
  const method: unknown = Reflect.get(locale, 'getTimeZones');
  const told: unknown =
    typeof method === 'function' ? Reflect.apply(method, locale, []) : Reflect.get(locale, 'timeZones');
  return zonesSchema.parse(told);
}
