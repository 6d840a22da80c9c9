"""What a refusal of Kibana's means, and the mend, in one sentence with its own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kibana.addresses import DEFAULT_SPACE
from kibana.door import Answer, Kibana
from records.errors import InputError, OtklikError, UnavailableError
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """`what` was asked for, such as «дашборд otklik-default-week»; `said` are Kibana's own words."""

    url: str
    status: int
    what: str
    said: str
    space: str
    is_anonymous: bool


def explain_refusal(kibana: Kibana, answer: Answer, what: str, space: str) -> OtklikError:
    said = answer.message.rstrip(".") or _("без пояснений")
    refusal = Refusal(
        url=kibana.url,
        status=answer.status,
        what=what,
        said=said,
        space=space,
        is_anonymous=kibana.is_anonymous,
    )
    if 300 <= answer.status < 400:
        return led_elsewhere(kibana.url, answer.location)
    return _EXPLAINED.get(answer.status, _other)(refusal)


def no_kibana(url: str) -> UnavailableError:
    return UnavailableError(_("По адресу {url} отвечает не Kibana: исправьте адрес.", url=url))


def led_elsewhere(url: str, location: str) -> UnavailableError:
    return UnavailableError(
        _(
            "С адреса {url} пересылают на {location}: укажите адрес самой Kibana.",
            url=url,
            location=" ".join(location.split())[:200],
        )
    )


def no_space(url: str, space: str) -> UnavailableError:
    return UnavailableError(
        _(
            "В Kibana {url} нет пространства «{space}»: создайте его (Stack Management → Spaces) или укажите другое в "
            "--space; без него — «{default}».",
            url=url,
            space=space,
            default=DEFAULT_SPACE,
        )
    )


def unnamed_version(url: str) -> UnavailableError:
    return UnavailableError(
        _(
            "Kibana {url} не называет свою версию незнакомым: задайте ключ API переменной "
            "OTKLIK_KIBANA__API_KEY или файлом в --api-key-file.",
            url=url,
        )
    )


def _not_admitted(refusal: Refusal) -> OtklikError:
    if refusal.is_anonymous:
        return UnavailableError(
            _(
                "Kibana {url} спрашивает, кто вы: задайте ключ API переменной OTKLIK_KIBANA__API_KEY или файлом в "
                "--api-key-file.",
                url=refusal.url,
            )
        )
    return UnavailableError(
        _(
            "Kibana {url} не узнаёт ключ API или пароль: он отозван, просрочен или от другой Kibana.",
            url=refusal.url,
        )
    )


def _not_allowed(refusal: Refusal) -> OtklikError:
    return UnavailableError(
        _(
            "Kibana {url}: не хватает прав ({what}: {said}). Нужны права «All» на Dashboard, "
            "Discover, Data View Management и Saved Objects Management в пространстве {space}.",
            url=refusal.url,
            what=refusal.what,
            said=refusal.said,
            space=refusal.space,
        )
    )


def _not_known(refusal: Refusal) -> OtklikError:
    return UnavailableError(
        _(
            "Kibana {url} не нашла, куда записать {what} ({said}): проверьте адрес и пространство {space}.",
            url=refusal.url,
            what=refusal.what,
            said=refusal.said,
            space=refusal.space,
        )
    )


def _taken(refusal: Refusal) -> OtklikError:
    return UnavailableError(
        _(
            "Kibana {url}: {what} принадлежит другому пространству или правится сейчас ({said}). Повторите; если "
            "не поможет, удалите его там или выберите другой index.prefix.",
            url=refusal.url,
            what=refusal.what,
            said=refusal.said,
        )
    )


def _not_accepted(refusal: Refusal) -> OtklikError:
    return InputError(
        _("Kibana {url} не приняла {what}: {said}.", url=refusal.url, what=refusal.what, said=refusal.said)
    )


def _busy(refusal: Refusal) -> OtklikError:
    return UnavailableError(
        _(
            "Kibana {url} занята или ещё не готова (HTTP {status}): повторите позже.",
            url=refusal.url,
            status=refusal.status,
        )
    )


def _other(refusal: Refusal) -> OtklikError:
    return UnavailableError(
        _(
            "Kibana {url} отказалась записать {what}: HTTP {status}, {said}.",
            url=refusal.url,
            what=refusal.what,
            status=refusal.status,
            said=refusal.said,
        )
    )


_EXPLAINED: Mapping[int, Callable[[Refusal], OtklikError]] = {
    400: _not_accepted,
    401: _not_admitted,
    403: _not_allowed,
    404: _not_known,
    409: _taken,
    413: _not_accepted,
    422: _not_accepted,
    429: _busy,
    502: _busy,
    503: _busy,
    504: _busy,
}
