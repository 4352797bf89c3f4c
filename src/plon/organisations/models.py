"""Organisations that take part in projects, and their public profile."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.texts import fold


def match_key(name: str, country: str, city: str) -> str:
    """Return what two spellings of one organisation share: folded name, country and city.

    Organisations without a common id are the same when these agree (issue *The first harvest*, item 5).
    """
    words = " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
    place = " ".join("".join(c if c.isalnum() else " " for c in fold(city)).split())
    return f"{words[:300]}|{country.upper()}|{place[:100]}"


class Organisation(models.Model):
    """A school, association, university, office, company: whoever carries a project."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("name"), max_length=400)
    match_key = models.CharField(max_length=420, db_index=True, editable=False)
    oid = models.CharField(_("organisation id (OID)"), max_length=12, blank=True)
    pic = models.CharField(_("PIC"), max_length=12, blank=True)
    kind = models.CharField(_("type of organisation"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=150, blank=True)
    city = models.CharField(_("town or city"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    description_pl = models.TextField(_("public description in Polish"), blank=True, max_length=3000)
    description_en = models.TextField(_("public description in English"), blank=True, max_length=3000)
    logo = models.ImageField(_("logo"), upload_to="logos", blank=True)
    is_example = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["oid"], condition=~models.Q(oid=""), name="organisation_oid_unique"),
            models.UniqueConstraint(fields=["pic"], condition=~models.Q(pic=""), name="organisation_pic_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.match_key = match_key(self.name, self.country, self.city)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:organisation", args=[self.public_id, self.slug])

    @property
    def slug(self) -> str:
        return slugify(fold(self.name))[:80] or "organisation"


class FormerOrganisation(models.Model):
    """A record that was merged into another: its address and its ids lead to the one that stayed."""

    public_id = models.CharField(max_length=12, unique=True)
    match_key = models.CharField(max_length=420, db_index=True)
    oid = models.CharField(max_length=12, blank=True, db_index=True)
    pic = models.CharField(max_length=12, blank=True, db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former")

    def __str__(self) -> str:
        return self.public_id
