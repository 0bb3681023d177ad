/** Customer accounts. */

export const TIERS = ["free", "pro", "enterprise"] as const;
export type Tier = (typeof TIERS)[number];

export const CUSTOMER_STATUSES = ["active", "suspended"] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

/** An account. The email address, in lower case, identifies it. */
export interface Customer {
  email: string;
  name: string;
  account_tier: Tier;
  status: CustomerStatus;
  notes: string;
  revision: number;
  created_at: string;
  updated_at: string;
  /**
   * Set by hand. Customers without one belong to the organization of their domain in the settings, which reads show here.
   * Records have an empty text if it was removed.
   */
  organization?: string;
}

/** The fields of a new account. */
export interface NewCustomer {
  email: string;
  name: string;
  account_tier?: Tier;
  status?: CustomerStatus;
  notes?: string;
  organization?: string;
}

/** The fields to change. Missing fields stay as they are. */
export interface CustomerUpdate {
  name?: string;
  account_tier?: Tier;
  status?: CustomerStatus;
  notes?: string;
  /** An empty text removes it. */
  organization?: string;
}
