/** Stands here until the screen is built. */
export function SignIn() {
  return null;
}
