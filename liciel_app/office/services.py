"""Logging in and out, forgotten passwords, accounts."""

import hashlib
import secrets
from datetime import timedelta

from sqlmodel import col, select

from liciel_app.core.access import Actor, Role, visitor
from liciel_app.core.errors import Conflict, Invalid, NotFound, Refused
from liciel_app.core.language import LANGUAGES, Language
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office import passwords, queries, rules
from liciel_app.office.models import Account, LoginFailure, LoginSession, PasswordReset, ResetAsk

WRONG_PAIR = "Utilisateur ou mot de passe incorrect."


def log_in(work: Work, *, email: str, password: str, agent: str = "") -> tuple[str, Account]:
    """Open a session for a right pair; the cookie's token (256 bits) and the account.

    Refuses a wrong pair with one neutral sentence (the failure is written by `note_failure`, in its own transaction),
    and any pair while the address must wait.
    """
    email = email.strip().lower()
    _refuse_while_waiting(work, email)
    account = queries.account_by_email(work, email)
    right = passwords.matches(account.password_hash if account else passwords.decoy(), password)
    if account is None or not right:
        raise Refused(WRONG_PAIR)
    if passwords.outdated(account.password_hash):
        account.password_hash = passwords.hashed(password)
    account.last_login_at = work.now
    work.db.add(account)
    token = _open(work, account, agent)
    _speak_as(work, account)
    return token, account


def note_failure(work: Work, *, email: str) -> None:
    account = queries.account_by_email(work, email)
    work.db.add(LoginFailure(email=email.strip().lower()[:254], origin=work.actor.origin, at=work.now))
    if account is not None:
        work.record("account.login_failed", account)


def actor_of(work: Work, token: str, origin: str = "", language: Language = "fr") -> Actor:
    """The person behind a cookie at this very moment; when the session is over, a visitor who reads that language."""
    found = queries.open_session(work, token_hash(token)) if token else None
    if found is None or work.now - found.seen_at > rules.IDLE[rules.kind_of(found.role)]:
        return visitor(origin, language)
    return rules.actor(
        account_id=found.account_id,
        name=found.name,
        role=found.role,
        language=found.language,
        client_id=found.client_id,
        session_id=found.id,
        origin=origin,
        validates_orders=found.validates_orders,
    )


def still_here(work: Work) -> None:
    """Note that the person is active; at most once a minute, from page loads and gestures."""
    session = work.db.get(LoginSession, work.actor.session_id) if work.actor.session_id else None
    if session is not None and work.now - session.seen_at > timedelta(minutes=1):
        session.seen_at = work.now
        work.db.add(session)


def log_out(work: Work, token: str) -> None:
    """End the session at once: open tabs lose their rights at their next event."""
    found = work.db.exec(select(LoginSession).where(col(LoginSession.token_hash) == token_hash(token))).first()
    if found is not None and found.ended_at is None:
        found.ended_at = work.now
        work.db.add(found)
        work.record("account.logged_out", work.db.get_one(Account, found.account_id))


def ask_reset(work: Work, *, email: str) -> tuple[Account, str] | None:
    """A fresh single-use link for a known address, earlier ones void; None for an unknown one.

    Both answers must look the same to the asker: the door says one sentence whatever comes back.
    """
    account = queries.account_by_email(work, email)
    if account is None or account.id is None:
        return None
    void_resets(work, account.id)
    token = _link_token(work, account, rules.RESET_LASTS)
    work.record("account.reset_asked", account)
    return account, token


def note_reset_ask(work: Work, *askers: str) -> None:
    """One row for the address named and one for the origin it came from, known address or not."""
    work.db.add_all(ResetAsk(asker=asker, at=work.now) for asker in askers)


def reset_password(work: Work, *, token: str, password: str) -> Account:
    """Change the password through the link; every open session of the account ends."""
    passwords.check_new(password)
    reset = work.db.exec(
        select(PasswordReset).where(col(PasswordReset.token_hash) == token_hash(token)).with_for_update()
    ).first()
    if reset is None or reset.used_at is not None or reset.expires_at <= work.now:
        raise NotFound("Ce lien n’est plus valable. Demandez-en un nouveau.")
    reset.used_at = work.now
    work.db.add(reset)
    account = work.db.get_one(Account, reset.account_id)
    _speak_as(work, account)
    set_password(work, account, password)
    return account


def set_password(work: Work, account: Account, password: str) -> None:
    account.password_hash = passwords.hashed(password)
    work.db.add(account)
    end_sessions(work, account)
    work.record("account.password_changed", account)


def end_sessions(work: Work, account: Account) -> None:
    open_ones = select(LoginSession).where(
        col(LoginSession.account_id) == account.id, col(LoginSession.ended_at).is_(None)
    )
    for session in work.db.exec(open_ones).all():
        session.ended_at = work.now
        work.db.add(session)


def create_account(
    work: Work, *, email: str, name: str, role: Role, password: str, client_id: int | None = None
) -> Account:
    """Refuses an address already used, and a client account that speaks for nobody."""
    email = one_line(email, 254).lower()
    if "@" not in email:
        raise Invalid({"email": "Indiquez une adresse mail valable."})
    if (role is Role.CLIENT) != (client_id is not None):
        raise Invalid({"client_id": "Un compte client appartient à un client, et lui seul."})
    if queries.address_taken(work, email):
        raise Conflict("Cette adresse a déjà un compte.")
    passwords.check_new(password)
    account = Account(
        email=email,
        name=one_line(name),
        role=role,
        password_hash=passwords.hashed(password),
        client_id=client_id,
        created_at=work.now,
    )
    work.db.add(account)
    work.db.flush()
    work.record("account.created", account, after={"email": email, "role": role})
    return account


def invite(work: Work, *, email: str, name: str, client_id: int) -> str | None:
    """A client account nobody knows the password of, and the token of a link to choose it, good for a week.

    None when the address has, or once had, an account, or is no address.
    """
    if "@" not in email or queries.address_taken(work, email):
        return None
    account = create_account(
        work, email=email, name=name, role=Role.CLIENT, password=secrets.token_urlsafe(24), client_id=client_id
    )
    return _link_token(work, account, rules.INVITATION_LASTS)


def choose_language(work: Work, language: str) -> None:
    """The reader's own language, remembered with the account."""
    if language not in LANGUAGES:
        raise Refused("Cette langue n’est pas proposée.")
    account = work.db.get(Account, work.actor.account_id) if work.actor.account_id else None
    if account is not None:
        account.language = language
        work.db.add(account)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _open(work: Work, account: Account, agent: str) -> str:
    token = secrets.token_urlsafe(32)
    kind = rules.kind_of(account.role)
    work.db.add(
        LoginSession(
            account_id=account.id or 0,
            token_hash=token_hash(token),
            created_at=work.now,
            seen_at=work.now,
            expires_at=work.now + rules.ABSOLUTE[kind],
            origin=work.actor.origin,
            agent=one_line(agent),
        )
    )
    work.record("account.logged_in", account)
    return token


def _speak_as(work: Work, account: Account) -> None:
    """A right password, or the link mailed to the account's address, says who is there: the journal names him."""
    work.actor = rules.actor(
        account_id=account.id or 0,
        name=account.name,
        role=account.role,
        language=account.language,
        client_id=account.client_id,
        session_id=None,
        origin=work.actor.origin,
        validates_orders=account.validates_orders,
    )


def _link_token(work: Work, account: Account, lasts: timedelta) -> str:
    token = secrets.token_urlsafe(32)
    work.db.add(
        PasswordReset(
            account_id=account.id or 0,
            token_hash=token_hash(token),
            created_at=work.now,
            expires_at=work.now + lasts,
        )
    )
    return token


def _refuse_while_waiting(work: Work, email: str) -> None:
    mine, there = queries.recent_failures(
        work, email=email, origin=work.actor.origin, since=work.now - timedelta(hours=1)
    )
    wait = rules.wait_before_next_try(mine, work.now)
    if wait or there >= rules.PER_ORIGIN:
        seconds = max(int(wait.total_seconds()) + 1, 5)
        raise Refused("Trop d’essais. Réessayez dans {seconds} secondes.", seconds=seconds)


def void_resets(work: Work, account_id: int) -> None:
    """Links to choose a password that were sent and not used."""
    waiting = select(PasswordReset).where(
        col(PasswordReset.account_id) == account_id, col(PasswordReset.used_at).is_(None)
    )
    for reset in work.db.exec(waiting).all():
        reset.used_at = work.now
        work.db.add(reset)
