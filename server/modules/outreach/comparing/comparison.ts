/** How the variants of a campaign do, by the replies of those to whom their first message was sent. */
export interface Tried {
  variant: string;
  /** Recipients whose first message was accepted. */
  accepted: number;
  /** How many of them replied, to whichever message. */
  replied: number;
}

export interface Comparison {
  /** The variant that gets more replies by more than luck; nothing while nobody can say. */
  better: string | null;
  sentence: string;
}

/** Before so many of each nobody wins. */
export const fewestAccepted = 30;
/** A difference that comes about by luck as seldom as this is not called luck. */
const significance = 0.05;

/**
 * Whether one variant gets more replies than every other by more than chance. Each other is compared with it, and the more there are, the less a single
 * lucky one counts (Bonferroni).
 */
export function compareVariants(variants: readonly Tried[]): Comparison {
  if (variants.length < 2) return { better: null, sentence: 'There is one variant, so there is nothing to compare.' };
  if (variants.some(({ accepted }) => accepted < fewestAccepted))
    return {
      better: null,
      sentence: `Too early to say: each variant needs ${fewestAccepted} accepted first messages before its replies are compared.`,
    };
  const [best, ...others] = variants.toSorted((one, other) => rateOf(other) - rateOf(one)) as [Tried, ...Tried[]];
  const luck = Math.min(1, Math.max(...others.map((other) => chanceOf(best, other))) * others.length);
  if (luck >= significance)
    return {
      better: null,
      sentence: `The difference can be chance: one this large comes about by luck alone in about ${Math.round(luck * 100)} of 100 cases.`,
    };
  const seldom = luck < 0.01 ? 'fewer than 1' : `about ${Math.round(luck * 100)}`;
  return {
    better: best.variant,
    sentence: `Variant ${best.variant.toUpperCase()} gets more replies. A difference this large comes about by luck alone in ${seldom} of 100 cases.`,
  };
}

const rateOf = ({ accepted, replied }: Tried): number => repliedOf({ accepted, replied }) / Math.max(1, accepted);
const repliedOf = ({ accepted, replied }: Pick<Tried, 'accepted' | 'replied'>): number => Math.min(accepted, Math.max(0, replied));

/**
 * How often two variants that are equally good differ at least so much, by the test of two proportions with a common share, both sides, and Yates’
 * correction, which errs towards chance where there are few replies.
 */
export function chanceOf(one: Omit<Tried, 'variant'>, other: Omit<Tried, 'variant'>): number {
  const [n, m, a, b] = [one.accepted, other.accepted, repliedOf(one), repliedOf(other)];
  const share = (a + b) / (n + m);
  const spread = Math.sqrt(share * (1 - share) * (1 / n + 1 / m));
  if (!(spread > 0)) return 1;
  const apart = Math.max(0, Math.abs(a / n - b / m) - (1 / n + 1 / m) / 2);
  return 2 * upperTail(apart / spread);
}

/** The share of a normal distribution above a value (Abramowitz and Stegun, 26.2.17; exact to seven digits). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
