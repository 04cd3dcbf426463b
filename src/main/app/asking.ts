/** A question of main's own whose answer may start something. */
export class Asking {
  private isOpen = false;
  private isEnded = false;

  constructor(private readonly onChange: (isOpen: boolean) => void) {}

  /** True while the question is open. */
  get isUnderWay(): boolean {
    return this.isOpen;
  }

  /** Whether the person agreed. An agreement that comes after the end holds for nothing. */
  async agrees(confirm: () => Promise<boolean>): Promise<boolean> {
    this.set(true);
    const agreed = await confirm().finally(() => this.set(false));
    return agreed && !this.isEnded;
  }

  /** What it is about is let go. */
  end(): void {
    this.isEnded = true;
  }

  private set(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.onChange(isOpen);
  }
}
