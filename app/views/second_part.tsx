/** The second part of the page: everything besides the frame and the queue. */

import type { Route } from "../desk/mod.ts";
import { Places } from "../desk/second/mod.ts";
import { runOnSelected } from "../parts/bulk_actions.ts";
import { Damage } from "../parts/damage.tsx";
import { explainError, explainUnsaved } from "../parts/explain_error.ts";
import { askToCreate } from "../parts/forms.ts";
import type { SecondPart } from "../parts/ui.ts";
import { ApprovalsView } from "./approvals.tsx";
import { CustomersView, CustomerView } from "./customers.tsx";
import { Dialogs } from "./dialogs/dialogs.tsx";
import { takeEarlyKey } from "./frame/early_keys.ts";
import { openPalette } from "./frame/palette.tsx";
import { runTicketKey } from "./frame/ticket_keys.ts";
import { typeKeys } from "./frame/type_keys.ts";
import { ArticleView, KnowledgeView } from "./knowledge.tsx";
import { BulkBar } from "./queue/bulk_bar.tsx";
import { EmptyReasons } from "./queue/empty_reasons.tsx";
import { RowActions } from "./queue/row_actions.tsx";
import { ReportsView } from "./reports.tsx";
import { SearchView } from "./search.tsx";
import { SettingsView } from "./settings.tsx";
import { TicketView } from "./ticket/ticket.tsx";

export const secondPart: SecondPart = {
  ...{ Places, Place, Dialogs, BulkBar, Damage, EmptyReasons, RowActions },
  ...{ explainError, explainUnsaved, openPalette, askToCreate, takeEarlyKey, typeKeys, runOnSelected, runTicketKey },
};

function Place({ route }: { route: Route }) {
  switch (route.place) {
    case "queue":
      return null;
    case "ticket":
      return <TicketView />;
    case "approvals":
      return <ApprovalsView />;
    case "customers":
      return <CustomersView query={route.query} />;
    case "customer":
      return <CustomerView email={route.email} />;
    case "reports":
      return <ReportsView />;
    case "knowledge":
      return <KnowledgeView query={route.query} />;
    case "article":
      return <ArticleView id={route.id} />;
    case "search":
      return <SearchView query={route.query} />;
    case "settings":
      return <SettingsView />;
  }
}
