/** How often it is looked whether something remembered is to be let go. */
const everyMilliseconds = 1_000;

/**
 * Lets go of what is remembered for a span, when it is over and not only when somebody asks again. It looks each second while there is anything, and keeps
 * no process alive.
 * @param letGo lets go of what is over, and says whether anything is left
 */
export function createSpan(letGo: () => boolean): { begin(): void } {
  let looking: NodeJS.Timeout | undefined;
  return {
    begin() {
      looking ??= setInterval(() => {
        if (letGo()) return;
        clearInterval(looking);
        looking = undefined;
      }, everyMilliseconds).unref();
    },
  };
}
