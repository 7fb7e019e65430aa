"""Every table of the product, for migrations: importing this module fills the metadata."""

from liciel_app.agenda import models as agenda
from liciel_app.billing import models as billing
from liciel_app.core import database, files, journal, outbox
from liciel_app.directory import models as directory
from liciel_app.dossiers import models as dossiers
from liciel_app.messaging import models as messaging
from liciel_app.office import models as office
from liciel_app.orders import models as orders

METADATA = database.metadata
OWNERS = (journal, outbox, files, office, directory, messaging, agenda, orders, dossiers, billing)
