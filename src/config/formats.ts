/** What stdout may carry. */
export const formats = ["table", "json", "markdown", "junit", "github", "prometheus", "none"] as const
