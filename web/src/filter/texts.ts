/** Lists in the address: parts between commas, in which commas and percent signs are escaped. */
export const writeList = (parts: readonly string[]): string => parts.map((part) => part.replace(/[%,]/g, encodeURIComponent)).join(',');

export function readList(text: string): string[] {
  return text.split(',').filter(Boolean).map((part) => part.replace(/%25|%2C/g, decodeURIComponent));
}
