const SECOND_MS = 1_000;

/** Tells each second that time has passed, while something counts down on the screen. */
export class CountDown {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onSecond: () => void) {}

  /** Begins or ends, as needed. */
  follow(isCounting: boolean): void {
    if (isCounting) this.timer ??= setInterval(this.onSecond, SECOND_MS);
    else this.end();
  }

  /** Ends. */
  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
