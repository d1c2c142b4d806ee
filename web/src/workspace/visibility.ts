import { queryParameter } from '../app/router';

/** So many runs of a page are drawn before anyone chooses. */
const SHOWN_AT_FIRST = 20;

/** Which runs are drawn. The address tells how that differs from the first few of the list. */
export class Visibility {
  private readonly base = queryParameter('runs', 'first');
  private readonly exceptions = queryParameter('except');

  private get set(): Set<string> {
    return new Set(this.exceptions.value.split(',').filter(Boolean));
  }

  /** Whether a run at a place in the list is drawn. */
  isShown(run: string, index: number): boolean {
    const standard = this.base.value === 'all' || (this.base.value !== 'none' && index < SHOWN_AT_FIRST);
    return standard !== this.set.has(run);
  }

  toggle(run: string): void {
    const set = this.set;
    if (!set.delete(run)) set.add(run);
    this.exceptions.value = [...set].join(',');
  }

  showAll(): void {
    this.base.value = 'all';
    this.exceptions.value = '';
  }

  hideAll(): void {
    this.base.value = 'none';
    this.exceptions.value = '';
  }
}
