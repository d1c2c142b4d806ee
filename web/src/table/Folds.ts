/** Which groups are open: all or none to begin with, and those that somebody opened or folded. */
export class Folds {
  private isOpenAtFirst = false;
  private readonly others = new Set<string>();

  isOpen(id: string): boolean {
    return this.others.has(id) !== this.isOpenAtFirst;
  }

  toggle(id: string): void {
    if (!this.others.delete(id)) this.others.add(id);
  }

  setAll(isOpen: boolean): void {
    this.isOpenAtFirst = isOpen;
    this.others.clear();
  }

  /** Other groups are shown now. */
  forget(): void {
    this.others.clear();
  }
}
