//! Tax that is withheld, on its own value or as a part of a contract (E19), and what a person should
//! look at: bills that were paid already, parts of what may be one contract.

use super::super::rules::Facts;
use rust_decimal::Decimal;
use shared::Money;
use shared::expenditure::{DisbursementRequest, RequestFigures, WithholdingIncome};
use shared::organisation::TaxpayerKind;
use shared::warning::{Twin, Warning, WarningCode};

/// What the other requests say of the same contract or order, of the same payee.
#[derive(Debug, Clone, Default)]
pub struct Contract {
    /// Requested by them all, in baht.
    pub requested: Money,
    /// The most that one of them says of the whole, in baht.
    pub total: Option<Money>,
    /// Where no contract is named: what the payee gets untaxed from the same line in the year by other
    /// requests without one, in baht before VAT.
    pub untaxed: Money,
}

/// The figures of the face (`scenario-format.md` 6.3).
pub fn figures(body: &DisbursementRequest, facts: &Facts) -> RequestFigures {
    let gross = body.gross();
    let payee = facts.payee.as_ref();
    let vat = payee.is_some_and(|payee| payee.vat_registered);
    let before_vat = |amount: Money| match vat {
        true => Money::rounded(amount.decimal() * Decimal::ONE_HUNDRED / Decimal::from(107)),
        false => amount,
    };
    let base = before_vat(gross);
    let kind = payee.map_or(TaxpayerKind::None, |payee| payee.taxpayer_kind);
    let minimum = match kind {
        TaxpayerKind::Juristic => facts.settings.wht_min_juristic,
        _ => facts.settings.wht_min_individual,
    };
    let income = body.withholding.filter(|_| kind != TaxpayerKind::None);
    let judged = before_vat(whole_of(body, &facts.contract));
    let judged = (income == Some(WithholdingIncome::SupplyHire)).then_some(judged);
    let rate = match judged {
        Some(judged) => (judged >= minimum).then_some(facts.settings.wht_rate),
        None => income.and(body.withholding_rate),
    };
    let (withholding_base, withholding_tax) = match rate {
        Some(rate) => (base, base.times(rate)),
        None => (Money::ZERO, Money::ZERO),
    };
    let other_deductions: Money = body.deductions.iter().map(|row| row.amount).sum();
    let net = gross - withholding_tax - other_deductions;
    RequestFigures {
        gross,
        withholding_base,
        withholding_tax,
        judged_base: judged,
        judged_minimum: judged.map(|_| minimum),
        withheld_rate: rate,
        other_deductions,
        net,
    }
}

/// The whole of what it pays a part of: the contract as far as it is known, at least what has been
/// requested of it so far (E19: parts of one contract are judged together). Without a contract it
/// is a whole of its own.
fn whole_of(body: &DisbursementRequest, contract: &Contract) -> Money {
    let gross = body.gross();
    if body.contract_no.is_none() {
        return gross;
    }
    let said = body.contract_total.max(contract.total);
    (contract.requested + gross).max(said.unwrap_or_default())
}

/// W-7.8: the same payee, bill and amount in the year.
pub fn twins(body: &DisbursementRequest, facts: &Facts) -> Vec<Twin> {
    let bill = body.bill_no.as_deref().unwrap_or_default();
    let parts: [&dyn std::fmt::Display; 4] = [&facts.year, &body.payee_id, &body.gross(), &bill];
    Twin::of(WarningCode::SAME_BILL, &parts)
        .into_iter()
        .collect()
}

/// E19: what may be parts of one contract that nobody named. Only a person can know.
pub fn warnings(body: &DisbursementRequest, facts: &Facts) -> Vec<Warning> {
    let figures = figures(body, facts);
    let (Some(judged), Some(minimum)) = (figures.judged_base, figures.judged_minimum) else {
        return Vec::new();
    };
    let whole = facts.contract.untaxed + judged;
    let alone = body.contract_no.is_some() || facts.contract.untaxed.is_zero();
    if alone || judged >= minimum || whole < minimum {
        return Vec::new();
    }
    let context = [
        ("whole", whole.to_string()),
        ("minimum", minimum.to_string()),
    ];
    vec![Warning::new(WarningCode::UNTAXED_IN_PARTS, &context, None)]
}

#[cfg(test)]
mod tests {
    use super::super::super::rules::tests::{baht, facts, request};
    use super::*;

    #[test]
    fn tax_is_one_percent_of_the_price_before_vat() {
        let figures = figures(
            &request("13450.50"),
            &facts(true, TaxpayerKind::Juristic, "99999"),
        );
        assert_eq!(figures.withholding_base, baht("12570.56"));
        assert_eq!(figures.withholding_tax, baht("125.71"));
        assert_eq!(figures.net, baht("13324.79"));
    }

    #[test]
    fn below_the_minimum_and_from_the_untaxed_nothing_is_withheld() {
        for (vat, kind, amount, tax) in [
            (false, TaxpayerKind::Juristic, "499.99", "0.00"),
            (false, TaxpayerKind::Juristic, "500.00", "5.00"),
            (false, TaxpayerKind::Individual, "9999.99", "0.00"),
            (false, TaxpayerKind::Individual, "10000.00", "100.00"),
            (false, TaxpayerKind::None, "10000.00", "0.00"),
        ] {
            let found = figures(&request(amount), &facts(vat, kind, "99999"));
            assert_eq!(found.withholding_tax, baht(tax), "{amount}");
        }
    }

    #[test]
    fn parts_of_one_contract_are_judged_together() {
        let tax = |total: Option<&str>, requested: &str, said: Option<&str>, number: bool| {
            let mut facts = facts(false, TaxpayerKind::Individual, "99999");
            facts.contract = Contract {
                requested: baht(requested),
                total: said.map(baht),
                ..Contract::default()
            };
            let mut body = request("3000.00");
            body.contract_no = number.then(|| "C1".into());
            body.contract_total = total.map(baht);
            figures(&body, &facts)
        };
        // A contract of 12,000 in four parts: from the first one on.
        let first = tax(Some("12000.00"), "0.00", None, true);
        assert_eq!(first.withholding_tax, baht("30.00"));
        assert_eq!(first.withholding_base, baht("3000.00"));
        // What it was judged on is kept.
        assert_eq!(first.judged_base, Some(baht("12000.00")));
        assert_eq!(first.judged_minimum, Some(baht("10000.00")));
        assert_eq!(first.withheld_rate, Some(Decimal::new(1, 2)));
        // Where only an earlier part says what it comes to, where none does, and just below.
        for (requested, said, taxed) in [
            ("3000.00", Some("12000.00"), "30.00"),
            ("7000.00", None, "30.00"),
            ("6999.99", None, "0.00"),
            ("6999.99", Some("9999.99"), "0.00"),
        ] {
            let found = tax(None, requested, said, true);
            assert_eq!(found.withholding_tax, baht(taxed), "{requested} {said:?}");
        }
        // Without a contract each is a whole of its own.
        let alone = tax(None, "0.00", None, false);
        assert_eq!(alone.withholding_tax, Money::ZERO);
        assert_eq!(alone.judged_base, Some(baht("3000.00")));
    }

    #[test]
    fn what_may_be_parts_of_one_contract_is_warned_of() {
        let found = |untaxed: &str, number: bool, kind| {
            let mut facts = facts(false, kind, "99999");
            facts.contract.untaxed = baht(untaxed);
            let mut body = request("3000.00");
            body.contract_no = number.then(|| "C1".into());
            warnings(&body, &facts).len()
        };
        assert_eq!(found("7000.00", false, TaxpayerKind::Individual), 1);
        assert_eq!(found("6999.99", false, TaxpayerKind::Individual), 0);
        assert_eq!(found("7000.00", true, TaxpayerKind::Individual), 0);
        // Taxed already, or never.
        assert_eq!(found("7000.00", false, TaxpayerKind::Juristic), 0);
        assert_eq!(found("7000.00", false, TaxpayerKind::None), 0);
    }
}
