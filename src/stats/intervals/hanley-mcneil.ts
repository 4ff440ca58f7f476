/**
 * About the variance of an area under the ROC curve, from its value in [0, 1] and the rows of each class alone (≥ 1): for where the scores
 * themselves are no longer there. Source: Hanley and McNeil (1982), Radiology 143:29-36. Numbers: `auc` in fixtures/golden/edge_more_metrics.json.
 */
export function hanleyMcNeilVariance(auc: number, positives: number, negatives: number): number {
  const twoPositives = auc / (2 - auc) - auc * auc
  const twoNegatives = (2 * auc * auc) / (1 + auc) - auc * auc
  const one = auc * (1 - auc)
  return (one + (positives - 1) * twoPositives + (negatives - 1) * twoNegatives) / (positives * negatives)
}
