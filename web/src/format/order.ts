let collator: Intl.Collator | null = null;

const plain = /^[\x20-\x7e]*$/;
const pieces = /\d+|\D+/g;

/** The order in which people expect names: numbers in them by their size, letters whatever their case. */
export function naturally(a: string, b: string): number {
  if (plain.test(a) && plain.test(b)) return plainly(a, b);
  // Making one takes as long as sorting some thousand names, so it is made for names that need it.
  collator ??= new Intl.Collator(undefined, { numeric: true });
  return collator.compare(a, b);
}

/** The same for texts in ASCII. */
function plainly(a: string, b: string): number {
  const [left, right] = [a.match(pieces) ?? [], b.match(pieces) ?? []];
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const [one, other] = [left[index] as string, right[index] as string];
    const difference = Number(one) - Number(other);
    if (difference < 0 || difference > 0) return difference;
    const [small, otherSmall] = [one.toLowerCase(), other.toLowerCase()];
    if (Number.isNaN(difference) && small !== otherSmall) return small < otherSmall ? -1 : 1;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}
