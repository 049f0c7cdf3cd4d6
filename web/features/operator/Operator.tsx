/** Stands here until the screen is built. */
export function Operator() {
  return null;
}
