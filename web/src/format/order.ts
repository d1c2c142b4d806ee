let collator: Intl.Collator | null = null;

const plain = /^[\x20-\x7e]*$/;

/** The order in which people expect names: numbers in them by their size, letters whatever their case. */
export function naturally(a: string, b: string): number {
  if (plain.test(a) && plain.test(b)) return plainly(a, b);
  // Making one takes as long as sorting some thousand names, so it is made for names that need it.
  collator ??= new Intl.Collator(undefined, { numeric: true });
  return collator.compare(a, b);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const small = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/** The same for texts in ASCII. */
function plainly(a: string, b: string): number {
  let [at, other] = [0, 0];
  while (at < a.length && other < b.length) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(other)];
    if (!isDigit(left) || !isDigit(right)) {
      if (small(left) !== small(right)) return small(left) - small(right);
      at += 1;
      other += 1;
      continue;
    }
    let [number, otherNumber] = [0, 0];
    for (; isDigit(a.charCodeAt(at)); at += 1) number = number * 10 + a.charCodeAt(at) - 48;
    for (; isDigit(b.charCodeAt(other)); other += 1) otherNumber = otherNumber * 10 + b.charCodeAt(other) - 48;
    if (number !== otherNumber) return number - otherNumber;
  }
  return a.length - at - (b.length - other) || (a < b ? -1 : a > b ? 1 : 0);
}
