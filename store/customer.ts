/** What a customer's account is. */

export const TIERS = ["free", "pro", "enterprise"] as const;
export type Tier = (typeof TIERS)[number];

export const CUSTOMER_STATUSES = ["active", "suspended"] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

/** An account. Its e-mail address, in lower case, is its identity. */
export interface Customer {
  email: string;
  name: string;
  account_tier: Tier;
  status: CustomerStatus;
  notes: string;
  revision: number;
  created_at: string;
  updated_at: string;
}

export interface NewCustomer {
  email: string;
  name: string;
  account_tier?: Tier;
  status?: CustomerStatus;
  notes?: string;
}

/** The fields that `update` changes; those left out stay. */
export interface CustomerUpdate {
  name?: string;
  account_tier?: Tier;
  status?: CustomerStatus;
  notes?: string;
}
