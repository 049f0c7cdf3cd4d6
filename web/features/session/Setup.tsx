/** Stands here until the screen is built. */
export function Setup() {
  return null;
}
