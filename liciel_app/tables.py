"""Every table of the product, for migrations: importing this module fills the metadata."""

from liciel_app.agenda import models as agenda
from liciel_app.agenda import models_calendars as calendars
from liciel_app.agenda import models_messages as agenda_messages
from liciel_app.agenda import models_mileage as agenda_mileage
from liciel_app.agenda import models_phone as agenda_phone
from liciel_app.agenda import models_sites as agenda_sites
from liciel_app.agenda import models_time as agenda_time
from liciel_app.billing import models as billing
from liciel_app.billing import models_credits as credit_notes
from liciel_app.billing import models_deposits as deposits
from liciel_app.core import database, files, journal, outbox
from liciel_app.directory import models as directory
from liciel_app.directory import models_keys as access_keys
from liciel_app.directory import models_notes as client_talks
from liciel_app.dossiers import models as dossiers
from liciel_app.dossiers import models_field as dossier_field
from liciel_app.dossiers import models_people as dossier_people
from liciel_app.fieldwork import models as fieldwork
from liciel_app.messaging import models as messaging
from liciel_app.office import models as office
from liciel_app.office import models_templates as office_papers
from liciel_app.office import models_views as office_views
from liciel_app.orders import models as orders
from liciel_app.orders import models_drafts as drafts
from liciel_app.orders import models_pace as pace
from liciel_app.orders import models_prices as prices
from liciel_app.orders import models_quotes as quotes
from liciel_app.orders import models_requests as requests
from liciel_app.orders import models_zones as zones

METADATA = database.metadata
OWNERS = (journal, outbox, files, office, directory, messaging, agenda, orders, dossiers, billing)
OWNERS_OF_TIME = (agenda_time, agenda_mileage)
OWNERS_OF_REQUESTS = (requests,)
OWNERS_OF_PRICES = (prices,)
OWNERS_OF_QUOTES = (office_papers, quotes, deposits, credit_notes)
OWNERS_OF_LISTS = (office_views, dossier_people)
OWNERS_OF_PLACES = (zones, pace)
OWNERS_OF_DRAFTS = (drafts,)
OWNERS_OF_CALENDARS = (calendars,)
OWNERS_OF_THE_FIELD = (dossier_field, agenda_phone, agenda_sites, fieldwork)
OWNERS_OF_MESSAGES = (agenda_messages,)
OWNERS_OF_THE_DIRECTORY = (access_keys, client_talks)
